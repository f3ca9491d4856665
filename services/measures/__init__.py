"""What is measured of a student's speech. Each number has its method and sample, and abstains when there is too little."""
