"""Result and data formats. Signs and units of other formats are converted here and nowhere else."""
