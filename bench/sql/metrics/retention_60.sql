SELECT * FROM retained(8)
