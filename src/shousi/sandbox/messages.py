"""What the judge, the zygote and the workers say to each other."""

from __future__ import annotations

import msgspec

from shousi import wire


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one call may use before its worker is killed.

    Attributes:
        memory: bytes of address space over what the preloaded worker has; sixteen times the largest array that any
            exercise's own solution makes.
        cpu: seconds of processor time. Checks send inputs on which a plain Python loop needs milliseconds, so this
            is a hang on any machine and under any load.
        wall: seconds on the clock, for what waits or sleeps; far above `cpu`, because a busy machine is no fault
            of the submission.
        output: bytes that may be printed during a call.
        threads: whether it may start threads; no exercise of ours needs that.
        scratch: bytes that the files in a folder of its own may have; 0 is no folder.
    """

    memory: int = 512 << 20
    cpu: float = 3.0
    wall: float = 15.0
    output: int = 8 << 20
    threads: bool = False
    scratch: int = 0


# judge to worker -----------------------------------------------------------------------------------------------------


class Given(msgspec.Struct, array_like=True, frozen=True):
    """A module that comes with the exercise: a submission may import it by its name."""

    name: str
    source: str


class Load(msgspec.Struct, tag="load", array_like=True, frozen=True):
    """The source of a submission, and what it must keep to.

    `modules` are those that it may import beside the standard library and the given ones; empty allows all.
    """

    filename: str
    source: str
    functions: tuple[str, ...]
    forbidden: tuple[str, ...]
    given: tuple[Given, ...] = ()
    seed: int = 0
    modules: tuple[str, ...] = ()


class Ask(msgspec.Struct, tag="ask", array_like=True, frozen=True):
    """One call.

    Attributes:
        function: the name to call.
        node: the pair (args, kwargs).
        echo: send the arguments back as they are afterwards, a model as its state.
        each: `node` holds the arguments of many calls, a tuple each, and a list of their results is sent back.
        seed: of every random generator, set before the call; None leaves them as they are.
    """

    function: str
    node: wire.Node
    echo: bool
    each: bool = False
    seed: int | None = None


Request = Load | Ask


# worker to judge -----------------------------------------------------------------------------------------------------


class Ready(msgspec.Struct, tag="ready", array_like=True, frozen=True):
    """The worker is locked; nothing of the submission has been seen yet. `leaks` are the probes that got through."""

    tier: str
    leaks: tuple[str, ...] = ()


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
    """The source names, or a call reached for, what the exercise forbids."""

    uses: tuple[Use, ...]


class Unwritten(msgspec.Struct, tag="unwritten", array_like=True, frozen=True):
    """Every function does nothing yet but raise NotImplementedError; nothing was run."""


class Loaded(msgspec.Struct, tag="loaded", array_like=True, frozen=True):
    """The source ran to its end; `missing` are the functions that it does not define."""

    missing: tuple[str, ...]


class Frame(msgspec.Struct, array_like=True, frozen=True):
    """A place in the submission's own file."""

    line: int
    function: str


class Raised(msgspec.Struct, tag="raised", array_like=True, frozen=True):
    """An exception left the submission."""

    type_name: str
    message: str
    frames: tuple[Frame, ...]
    bases: tuple[str, ...]


class BadSignature(msgspec.Struct, tag="signature", array_like=True, frozen=True):
    """The function cannot be called with these arguments; it was not called."""

    signature: str
    message: str


class Returned(msgspec.Struct, tag="returned", array_like=True, frozen=True):
    """The call returned. `node` is the pair (result, arguments afterwards or None)."""

    node: wire.Node
    cpu: float


class TooLarge(msgspec.Struct, tag="large", array_like=True, frozen=True):
    """The call returned something that is too large or too deep to be sent."""

    message: str


Reply = Ready | SyntaxProblem | ForbiddenUse | Unwritten | Loaded | Raised | BadSignature | Returned | TooLarge


# judge and zygote ----------------------------------------------------------------------------------------------------


class Fork(msgspec.Struct, tag="fork", frozen=True):
    """Fork a worker; its request, reply and output pipes come along as descriptors."""

    limits: Limits


class Kill(msgspec.Struct, tag="kill", frozen=True):
    """Kill a worker's whole process group."""

    pid: int


class Started(msgspec.Struct, tag="started", frozen=True):
    """The zygote is warm; its workers will be locked by this tier."""

    tier: str


class Forked(msgspec.Struct, tag="forked", frozen=True):
    """The process number of the worker that was asked for last, and its scratch folder if it has one."""

    pid: int
    folder: str = ""


class Buried(msgspec.Struct, tag="buried", frozen=True):
    """A worker has ended; `status` is as from waitpid."""

    pid: int
    status: int


FromJudge = Fork | Kill
FromZygote = Started | Forked | Buried
