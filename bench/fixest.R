# Two-way fixed effects by R's fixest on a panel in a CSV file: prints seconds of the processor (the fastest of four), effect, error.
suppressMessages(library(fixest))
panel <- read.csv(commandArgs(trailingOnly = TRUE)[1])
panel$begun <- as.numeric(panel$start > 0 & panel$week >= panel$start)
setFixest_nthreads(1)
seconds <- sapply(1:4, function(turn) {
  taken <- system.time(found <<- feols(outcome ~ begun | unit + week, panel, cluster = ~unit))
  taken[["user.self"]] + taken[["sys.self"]]
})
cat(min(seconds), format(coef(found)[["begun"]], digits = 15), format(se(found)[["begun"]], digits = 15), "\n")
