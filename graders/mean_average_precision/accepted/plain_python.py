# bonus: none
# Lists, sorted, and loops; the area from the last hit to the first.
def iou(a, b):
    w = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
    h = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
    return w * h / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - w * h)


def match(boxes, scores, truths, iou_threshold=0.5):
    result, used = [False] * len(boxes), set()
    for i in sorted(range(len(boxes)), key=lambda k: scores[k], reverse=True):
        best, which = max(((iou(boxes[i], truth), j) for j, truth in enumerate(truths)), default=(0, 0))
        if best >= iou_threshold and which not in used:
            used.add(which)
            result[i] = True
    return result


def average_precision(scores, hits, count):
    precisions, tp = [], 0
    for k, (_, hit) in enumerate(sorted(zip(scores, hits), reverse=True), 1):
        tp += hit
        if hit:
            precisions.append(tp / k)
    area, best = 0.0, 0.0
    for p in reversed(precisions):
        best = max(best, p)
        area += best / count
    return area


def mean_average_precision(detections, truths, iou_threshold=0.5):
    total, classes = 0.0, {row[1] for row in truths}
    for c in classes:
        scores, hits = [], []
        for image in {row[0] for row in detections}:
            rows = [row for row in detections if row[0] == image and row[1] == c]
            gt = [row[2:] for row in truths if row[0] == image and row[1] == c]
            scores += [row[2] for row in rows]
            hits += match([row[3:] for row in rows], [row[2] for row in rows], gt, iou_threshold)
        total += average_precision(scores, hits, sum(row[1] == c for row in truths))
    return total / len(classes)
