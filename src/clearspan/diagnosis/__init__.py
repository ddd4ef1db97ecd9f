"""Why a team is stuck: causes on a shelf, weighed against each other, with 'cannot tell' as an answer."""
