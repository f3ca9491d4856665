"""LingoTweaker in a process of its own: `python -m providers.grammar.lingotweaker_process`.

One JSON string a line comes in, the list of its matches goes out. It ends when nobody writes to it any more.
"""

import json
import sys

import lt_py

if __name__ == "__main__":
    engine = lt_py.Engine("en-US")  # pyright: ignore[reportAttributeAccessIssue]
    for line in sys.stdin:
        print(json.dumps(engine.check(json.loads(line))), flush=True)
