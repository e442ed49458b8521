from flask import Flask
import time
from inspection_app.demo import loader
from inspection_app.transaction import transaction
def test_x(app: Flask) -> None:
    t=time.time()
    with transaction():
        loader.load("mot-mat-khau-dai")
    print(time.time()-t)
