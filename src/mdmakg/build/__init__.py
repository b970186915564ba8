"""The main job: plan, write beside, put in place, manifest last."""
