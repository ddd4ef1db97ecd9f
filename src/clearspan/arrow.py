"""Arrow's compute functions; pyarrow makes them at run time, where a type checker cannot see them."""

from typing import Any

import pyarrow.compute

pc: Any = pyarrow.compute
