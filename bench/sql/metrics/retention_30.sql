SELECT * FROM retained(4)
