"""LingoTweaker in a process of its own: `python -m providers.grammar.lingotweaker_process`.

One JSON string a line comes in, the list of its matches goes out. It ends when nobody writes to it any more.
"""

import json
import sys

import lt_py
from lingotweaker_data_en import data_dir

if __name__ == "__main__":
    # Left to itself it takes a folder "data" of the working directory for its own: TalkBuddy's database is in there.
    engine = lt_py.Engine("en-US", data_dir=data_dir())  # pyright: ignore[reportAttributeAccessIssue]
    for line in sys.stdin:
        print(json.dumps(engine.check(json.loads(line))), flush=True)
