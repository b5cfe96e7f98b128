"""The messages between the judge, the zygote and the workers."""

from __future__ import annotations

import msgspec

from shousi import wire


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What a call may use before its worker is killed.

    Attributes:
        memory: bytes of address space beyond what an idle worker has. The default is sixteen times the largest array
            that the solution of any exercise makes.
        private: bytes of memory that only it can write to, beyond what an idle worker has; 0 means as many as `memory`.
            Unlike resident memory they do not depend on how the kernel maps the files of libraries.
        cpu: seconds of processor time. A plain Python loop takes milliseconds on the inputs of the checks, so a call
            that takes the default of 3 s hangs, on any machine.
        wall: seconds on the clock, for a call that waits or sleeps. The default is far above `cpu`, because on a busy
            machine a call may have to wait for a processor.
        output: bytes that may be printed.
        threads: whether threads may be started.
        reply: bytes of a reply, which may also be four times as large as its request. The default is the most that a
            frame holds.
        scratch: bytes that the files in the worker's scratch folder may have together; 0 means that it has no folder.
    """

    memory: int = 512 << 20
    private: int = 0
    cpu: float = 3.0
    wall: float = 15.0
    output: int = 8 << 20
    threads: bool = False
    scratch: int = 0
    reply: int = wire.MAX_BLOB + wire.MAX_HEADER


# judge to worker -----------------------------------------------------------------------------------------------------


class Given(msgspec.Struct, array_like=True, frozen=True):
    """A module that comes with the exercise, which a submission may import by its name."""

    name: str
    source: str


class Load(msgspec.Struct, tag="load", array_like=True, frozen=True):
    """Load a submission: its source, the functions that it must define, and the names that it must not use.

    `modules` are those that it may import beside the standard library and the given ones; empty allows all.
    """

    filename: str
    source: str
    functions: tuple[str, ...]
    forbidden: tuple[str, ...]
    given: tuple[Given, ...] = ()
    seed: int = 0
    modules: tuple[str, ...] = ()


class Step(msgspec.Struct, array_like=True, frozen=True):
    """What a call has to do with objects that stay in the worker.

    Attributes:
        name: what is called or read: a name of the module, or an attribute of the object.
        on: the number of the object; None for a name of the module.
        keep: the number under which the result stays in the worker, if it is an object; None for no number.
        read: whether the attribute is read, not called.
    """

    name: str
    on: int | None = None
    keep: int | None = None
    read: bool = False


class Gradient(msgspec.Struct, array_like=True, frozen=True):
    """Which gradients of a call are wanted, of a sum of all its results with random weights.

    Attributes:
        wrt: positions of arguments, names of keyword arguments, or "self" for the parameters of the object called.
        seed: of the weights.
    """

    wrt: tuple[int | str, ...]
    seed: int


class Ask(msgspec.Struct, tag="ask", array_like=True, frozen=True):
    """One call.

    Attributes:
        function: the name to call; "Cache.update" is a method, whose object is the first argument.
        node: the pair (args, kwargs).
        echo: send the arguments back as they are afterwards, a model as its state.
        each: make many calls: `node` holds a tuple of arguments for each, and the result is the list of their results.
        seed: given to every random generator before the call; None leaves them as they are.
        timed: the call is measured; what it prints is counted and goes nowhere.
        step: what is called, where an object stays in the worker or is one of those; `function` is then only a label.
        gradient: the gradients that are wanted; the result is then (result, gradients, whether it has a history).
    """

    function: str
    node: wire.Node
    echo: bool
    each: bool = False
    seed: int | None = None
    timed: bool = False
    step: Step | None = None
    gradient: Gradient | None = None


Request = Load | Ask


# worker to judge -----------------------------------------------------------------------------------------------------


class Ready(msgspec.Struct, tag="ready", array_like=True, frozen=True):
    """The worker is locked, and has not seen the submission yet. `leaks` are the probes that succeeded."""

    tier: str
    leaks: tuple[str, ...] = ()


class Refused(msgspec.Struct, tag="refused", array_like=True, frozen=True):
    """This system refuses a step of locking the worker, which has not seen the submission yet."""

    step: str


class SyntaxProblem(msgspec.Struct, tag="syntax", array_like=True, frozen=True):
    """The source cannot be compiled."""

    message: str
    line: int
    column: int


class Use(msgspec.Struct, array_like=True, frozen=True):
    """A forbidden name, and the line that uses it."""

    name: str
    line: int


class ForbiddenUse(msgspec.Struct, tag="forbidden", array_like=True, frozen=True):
    """The source uses forbidden names, or a call tried to use them."""

    uses: tuple[Use, ...]


class Unwritten(msgspec.Struct, tag="unwritten", array_like=True, frozen=True):
    """Every function still only raises NotImplementedError; nothing was run."""


class Loaded(msgspec.Struct, tag="loaded", array_like=True, frozen=True):
    """The source ran to its end; `missing` are the functions that it does not define."""

    missing: tuple[str, ...]


class Frame(msgspec.Struct, array_like=True, frozen=True):
    """A place in the submission's own file."""

    line: int
    function: str


class Raised(msgspec.Struct, tag="raised", array_like=True, frozen=True):
    """The submission raised an exception; `bases` are the built-in classes that it is an instance of."""

    type_name: str
    message: str
    frames: tuple[Frame, ...]
    bases: tuple[str, ...]


class BadSignature(msgspec.Struct, tag="signature", array_like=True, frozen=True):
    """The function cannot be called with these arguments; it was not called."""

    signature: str
    message: str


class Returned(msgspec.Struct, tag="returned", array_like=True, frozen=True):
    """The call returned; `node` is the pair (result, list of the arguments after the call or None).

    `lines` are those that it printed, sent or not.
    """

    node: wire.Node
    cpu: float
    lines: int = 0


class TooLarge(msgspec.Struct, tag="large", array_like=True, frozen=True):
    """The call returned something that is too large or too deep to be sent."""

    message: str


Reply = (
    Ready | Refused | SyntaxProblem | ForbiddenUse | Unwritten | Loaded | Raised | BadSignature | Returned | TooLarge
)


# judge and zygote ----------------------------------------------------------------------------------------------------


class Fork(msgspec.Struct, tag="fork", frozen=True):
    """Fork a worker; the descriptors of its request, reply and output pipes come with this message."""

    limits: Limits


class Kill(msgspec.Struct, tag="kill", frozen=True):
    """Kill a worker's whole process group."""

    pid: int


class Started(msgspec.Struct, tag="started", frozen=True):
    """The zygote is ready; its workers will be locked by this tier."""

    tier: str


class NotStarted(msgspec.Struct, tag="not started", frozen=True):
    """This system refuses something that the zygote needs."""

    problem: str


class Forked(msgspec.Struct, tag="forked", frozen=True):
    """The process number of the worker that was asked for last, and its scratch folder, empty if it has none."""

    pid: int
    folder: str = ""


class Buried(msgspec.Struct, tag="buried", frozen=True):
    """A worker has ended; `status` is as from waitpid, `cpu` the seconds of processor time that it used."""

    pid: int
    status: int
    cpu: float


FromJudge = Fork | Kill
FromZygote = Started | NotStarted | Forked | Buried
