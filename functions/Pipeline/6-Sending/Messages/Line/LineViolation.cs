namespace FollowUpFlows.Pipeline.Sending.Messages;

/// <summary>A limit of LINE that a message does not keep.</summary>
/// <param name="Message">Which message object, from 0; null: their number.</param>
/// <param name="Text">What was found and what is allowed; never the message's own words, so that it may be logged.</param>
/// <param name="IsTooMuch">False: something is missing or empty.</param>
public sealed record LineViolation(int? Message, string Text, bool IsTooMuch);
