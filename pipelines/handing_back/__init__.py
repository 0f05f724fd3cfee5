"""A delivered file goes back to its sender: findings marked in the cells, and a first sheet that explains them."""
