"""The checks of `bilinear_resize` with the channels first: those of the exercise with their images turned."""

from types import SimpleNamespace

import numpy as np
import pytest

from shousi.grading import assert_close, checks_of, grader_above, level

above = grader_above(__file__)


def _turned(image, *rest, **named):
    """Return the arguments with the image's channels first; an image without channels stays as it is."""
    return (image.transpose(2, 0, 1) if image.ndim == 3 else image, *rest), named


@level("basic")
def test_puts_the_channels_first(bilinear_resize):
    """Two channels of one row, as on the variant's page, passed by name.

    Catches: channels-last.
    """
    image = np.array([[[10, 20, 40]], [[1, 2, 4]]])
    wanted = np.array([[[10.0, 14, 20, 32, 40]], [[1, 1.4, 2, 3.2, 4]]])
    assert_close(bilinear_resize(image=image, size=(1, 5)), wanted)


class TestTurned(checks_of(above)):
    """The checks of bilinear_resize, with every image turned before the call."""

    @pytest.fixture
    def bilinear_resize(self, bilinear_resize):
        return bilinear_resize.asking(_turned)

    @pytest.fixture
    def solution(self, solution):
        return SimpleNamespace(bilinear_resize=lambda *args: solution.bilinear_resize(*_turned(*args)[0]))
