SELECT * FROM retained(12)
