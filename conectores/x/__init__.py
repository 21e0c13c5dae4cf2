"""Conector de X (API v2), por tweepy."""
