"""Why a row of an answer is there: the statements that its query met on the way to it."""
