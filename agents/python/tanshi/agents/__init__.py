"""Agents to read, play and change, one file each:

python -m tanshi.agents.follow_mac --connect 127.0.0.1:50051 --seat power-1
"""
