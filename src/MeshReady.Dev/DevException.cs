namespace MeshReady.Dev;

/// <summary>A request that cannot be met, with a message for the person who made it; ends with exit code 2.</summary>
public sealed class DevException(string message) : Exception(message);
