"""Item response theory: how hard questions are and how well they tell people apart, and what somebody's answers say of them."""
