"""Areas under a code, as a condition."""

from shared.area_range import under as under
