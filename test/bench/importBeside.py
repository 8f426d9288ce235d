"""What one would write instead: reads a submission, reads its classes, and stores both. `importBeside.py CSV DATABASE`"""

import ast
import sqlite3
import sys

import pandas

frame = pandas.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
frame["classes"] = [repr(ast.literal_eval(text)) for text in frame["classes"]]
frame["answer_index"] = frame["answer_index"].astype(int)
with sqlite3.connect(sys.argv[2]) as database:
    frame.to_sql("example", database)
