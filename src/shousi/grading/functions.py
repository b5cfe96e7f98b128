"""The functions that a check calls: the submission's and the solution's, and the record of what one check did."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Self

import msgspec

from shousi import compare, display
from shousi.errors import JudgeError, printable
from shousi.grading.failures import CallFailed, Compared, Mismatch
from shousi.grading.interface import Interface
from shousi.grading.objects import About, Handle, Objects, about
from shousi.grading.runners import Runner
from shousi.report import MemoryResult, SpeedResult
from shousi.sandbox.judge.calls import Call, Ended
from shousi.sandbox.messages import Gradient, Step
from shousi.timing import Pair
from shousi.wire import Kept, Opaque

ToVariant = Callable[..., tuple[tuple[Any, ...], Mapping[str, Any]]]


class CheckRecord:
    """What one check has done so far; each check begins with a new one.

    Attributes:
        calls: of the submission.
        solved: calls of the solution.
        speeds: what was measured of time, a result for each function.
        pairs: of the last race.
        memory: what was measured of memory.
        objects: those of the submission that stay in its worker.
        solved_objects: those of the solution.
    """

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.solved: list[Call] = []
        self.speeds: list[SpeedResult] = []
        self.pairs: tuple[Pair, ...] = ()
        self.memory: MemoryResult | None = None
        self.objects = Objects(self.calls)
        self.solved_objects = Objects(self.solved)

    def call_behind(self, mismatch: Mismatch) -> Call | None:
        """Return the call whose answer is wrong: the one that returned what was compared, else the last one.

        None where no call was made, or its input is too large to be shown.
        """
        if mismatch.call or mismatch.is_large:
            return mismatch.call
        got = mismatch.compared
        whole = [call for call in self.calls if got and call.value is got.got]
        return next(reversed(whole or self.calls), None)


class Target(msgspec.Struct, frozen=True):
    """An attribute of an object, as what a check calls or reads."""

    handle: Handle
    name: str
    makes: str = ""
    read: bool = False


class Function:
    """What a check calls: a function or a class of the submission, or a method of an object of it.

    Args:
        runner: holds the source that is called.
        name: of the function or class.
        record: takes the calls.
        seed: what the worker's random generators are set to before each call, if anything.
        to_variant: turns the exercise's arguments into the variant's.
        interface: what the solution offers: which names are classes, and what gives objects.
        target: the attribute of an object that is meant, in place of a name of the source.
        gradient: the gradients that are wanted beside the result.
    """

    def __init__(
        self,
        runner: Runner,
        name: str,
        record: CheckRecord,
        seed: int | None = None,
        to_variant: ToVariant | None = None,
        interface: Interface | None = None,
        target: Target | None = None,
        gradient: Gradient | None = None,
    ) -> None:
        self.runner = runner
        self.name = name
        self.record = record
        self.seed = seed
        self.to_variant = to_variant
        self.interface = interface or Interface()
        self.target = target
        self.gradient = gradient
        self.makes = target.makes if target else self.interface.makes.get(name, "")

    def but(self, **changes: Any) -> Self:
        """Return the same with some of its properties changed."""
        names = ("name", "seed", "to_variant", "interface", "target", "gradient")
        same: dict[str, Any] = {name: getattr(self, name) for name in names}
        return type(self)(self.runner, record=self.record, **(same | changes))

    def seeded(self, seed: int) -> Self:
        """Return the same function; before each call the worker's random generators are set to this seed."""
        return self.but(seed=seed)

    def asking(self, to_variant: ToVariant) -> Self:
        """Return the same function for a variant: `to_variant` turns the exercise's arguments into the variant's."""
        return self.but(to_variant=to_variant)

    def method(self, name: str) -> Self:
        """Return a method of a class as a function of an object and its arguments, for `speed` and `memory`.

        The object is made in the worker: `speed.at_most(8, Layer.method("forward"), lambda rng: (Built("Layer", (3,)),
        draw(rng)))`.
        """
        return self.but(name=f"{self.name}.{name}")

    def asked(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
        """Return the arguments as the submission gets them."""
        return self.to_variant(*args, **kwargs) if self.to_variant else (args, kwargs)

    def drawn(self, make_args: Callable[..., tuple[Any, ...]]) -> Callable[..., tuple[Any, ...]]:
        """Return a function that makes the variant's arguments, from one that makes the exercise's."""
        return lambda *given: self.asked(make_args(*given), {})[0]

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the submission returned, as a plain value; of a class, a handle on the object.

        Raises:
            CallFailed: the call did not return.
            Mismatch: it returned a plain value in place of an object.
        """
        return self._value_of(self.returned(*args, **kwargs))

    def returned(self, *args: Any, echo: bool = False, **kwargs: Any) -> Call:
        """Return the call: its value, what it printed and, with `echo`, its arguments as they were afterwards.

        Raises:
            CallFailed: the call did not return.
        """
        call = self.outcome(*args, echo=echo, **kwargs)
        if call.ended is not Ended.RETURNED:
            raise self.failure(call)
        return call

    def outcome(self, *args: Any, echo: bool = False, **kwargs: Any) -> Call:
        """Return how the call ended, whatever that was."""
        args, named = self.asked(args, kwargs)
        calls, objects = self._records()
        options: dict[str, Any] = {"echo": echo, "seed": self.seed, "gradient": self.gradient}
        if not (self.makes or self.target or objects.has_any()):  # no object has to do with it
            call = self.runner.call(self.name, args, named, **options)
            calls.append(call)
            return call
        on, step = self.target.handle if self.target else None, None
        if self.target or self.makes:
            name, read = (self.target.name, self.target.read) if self.target else (self.name, False)
            step = Step(name, None, 0 if self.makes else None, read)
        return objects.call(self.runner, self.name, args, named, on=on, step=step, **options)

    def _records(self) -> tuple[list[Call], Objects]:
        return self.record.calls, self.record.objects

    def failure(self, call: Call) -> Exception:
        """Return what is raised for a call that did not return."""
        return CallFailed(call)

    def _value_of(self, call: Call) -> Any:
        """Return the value of a call, a handle where an object should have come back."""
        if not self.makes:
            return call.value
        if not (isinstance(call.value, Opaque) and call.step and call.step.keep is not None):
            article = "an" if self.makes[0] in "AEIO" else "a"
            advice = " Is there a return statement on every path?" if call.value is None else ""
            got = f"expected {article} {self.makes} object, got {display.kind_of(call.value)}.{advice}"
            raise self._no_object(f"{self.name}: {got}", call)
        return Handle(About(Kept(call.step.keep, self.makes), self.runner.started, self._attribute))

    def _attribute(self, handle: Handle, kind: str, name: str) -> Any:
        """Return a method of an object, or the value of another attribute."""
        member = self.interface.member(kind, name)
        is_call = name == "__call__"
        has_forward = is_call and self.interface.member(kind, "forward").is_method
        label = f"{kind}.{'forward' if has_forward else name}"  # what the learner wrote is `forward`
        is_method = is_call or member.is_method
        target = Target(handle, name, member.makes, read=not is_method)
        method = self.but(name=label, seed=None, to_variant=None, target=target)
        return method if is_method else method()

    def _no_object(self, summary: str, call: Call) -> Exception:
        return Mismatch(compare.Difference(summary=summary), call=call)


def as_function(called: Function | Handle) -> Function:
    """Return what a call of this calls; of a handle, its object."""
    if isinstance(called, Function):
        return called
    known = about(called)
    function: Function = known.attribute(called, known.kept.type_name, "__call__")
    return function


class SolutionFunction(Function):
    """What a check calls of the solution; if a call fails, that is a fault of the judge."""

    def _records(self) -> tuple[list[Call], Objects]:
        return self.record.solved, self.record.solved_objects

    def failure(self, call: Call) -> Exception:
        """Return what is raised for a call that did not return."""
        return _fault_of_solution(call)

    def _no_object(self, summary: str, call: Call) -> Exception:
        return JudgeError(f"the solution's own {call.function} does not give what its annotation says: {summary}")


class Solution:
    """The solution's functions as attributes: `solution.nms(boxes, scores, 0.5)`."""

    def __init__(
        self, runner: Runner, record: CheckRecord, seed: int | None = None, interface: Interface | None = None
    ) -> None:
        self._runner = runner
        self._record = record
        self._seed = seed
        self._interface = interface

    def seeded(self, seed: int) -> Solution:
        """Return the same functions; before each call the worker's random generators are set to this seed."""
        return Solution(self._runner, self._record, seed, self._interface)

    def __getattr__(self, name: str) -> SolutionFunction:
        """Return a function or a class of the solution."""
        return SolutionFunction(self._runner, name, self._record, self._seed, interface=self._interface)


def answer_of(call: Call) -> Any:
    """Return what the solution returned.

    Raises:
        JudgeError: the call did not return.
    """
    if call.ended is not Ended.RETURNED:
        raise _fault_of_solution(call)
    return call.value


def _fault_of_solution(call: Call) -> JudgeError:
    reason = f"{call.error.type_name}: {call.error.message}" if call.error else call.detail
    return JudgeError(printable(f"the solution itself {call.ended.value} in {call.function}(…): {reason}", 300))


def was_compared(call: Call, compared: Compared, solved: Sequence[Call]) -> bool:
    """Say whether the assertion compared a call's own answer with the solution's answer to the same arguments."""
    asked = [list(call.args), dict(call.kwargs)]
    return call.value is compared.got and any(
        other.value is compared.expected
        and other.function == call.function
        and compare.same([list(other.args), dict(other.kwargs)], asked, rtol=0.0)
        for other in solved
    )
