from studio.tools.weights.add import add as add
from studio.tools.weights.show import show as show
from studio.tools.weights.verify import verify as verify
from studio.tools.weights.where import where as where
