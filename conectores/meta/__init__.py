"""Lo que comparten Facebook e Instagram: Graph API por lotes."""
