"""The sandbox: a simulated account that readers of the guide practise on."""
