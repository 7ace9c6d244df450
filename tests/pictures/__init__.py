"""Every page of the demo, looked at: pictures of it, and what a machine can see is wrong with it.

python -m tests.pictures                starts a demo of its own and writes docs/pictures/
python -m tests.pictures --no-pictures  only looks: `make full` does this

A walk begins at each role's home and follows links, one page of each address pattern; each page is
looked at 390 and 1280 px wide. What is found is printed, and ends the run with 1.
"""
