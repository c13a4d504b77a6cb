"""«Покажите, как это делается»: each walkthrough, and the solution of each task, in pictures made from its own file."""
