"""What is measured of a student's speech. Each number has method and sample, and abstains on too little."""
