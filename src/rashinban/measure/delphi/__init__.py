"""Each Delphi study asks experts about statements in two rounds; in the second they see what all said in the first."""
