namespace FollowUpFlows.Runtime.Durable;

/// <summary>A stored event cannot be read. Its instance is left as it is: the version that wrote it can still go on with it.</summary>
internal sealed class HistoryFormatException(string message, Exception? innerException = null) : Exception(message, innerException);
