# bonus: misses errors
# One loop for both, as one writes it on a whiteboard.
def out(n, layer):
    k, s, p, d = layer["kernel_size"], layer.get("stride", 1), layer.get("padding", 0), layer.get("dilation", 1)
    return (n + 2 * p - d * (k - 1) - 1) // s + 1


def count(shape, layers):
    c, h, w = shape
    params = macs = 0
    for layer in layers:
        if layer["kind"] == "linear":
            oc = layer["out_features"]
            n = oc * c * h * w
            h = w = 1
        else:
            h, w = out(h, layer), out(w, layer)
            if layer["kind"] == "pool":
                continue
            oc = layer["out_channels"]
            n = oc * c * layer["kernel_size"] ** 2 // layer.get("groups", 1)
        params += n
        if layer.get("bias", True):
            params += oc
        macs += n * h * w
        c = oc
    return params, macs


def parameters(shape, layers):
    return count(shape, layers)[0]


def flops(shape, layers):
    return 2 * count(shape, layers)[1]
