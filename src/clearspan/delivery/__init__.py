"""How practice and links reach people: e-mail and chat."""
