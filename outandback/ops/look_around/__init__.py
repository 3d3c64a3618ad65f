"""The pages of “Look around”: the demo's couple on one leave, as the app itself shows it."""
