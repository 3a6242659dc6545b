namespace FollowUpFlows.Domain.Intake;

/// <summary>One order of a file.</summary>
/// <param name="Line">On which the row begins, from 1.</param>
/// <param name="Fingerprint">The same exactly when the row says the same.</param>
/// <param name="Order">Described at the time of the purchase: a file does not say when it was made.</param>
/// <param name="Buyer">Described at the same time.</param>
public sealed record FileOrder(int Line, string Fingerprint, SourceOrder Order, SourceCustomer Buyer);

/// <summary>One customer of a file.</summary>
/// <param name="Line">On which the row begins, from 1.</param>
/// <param name="Fingerprint">The same exactly when the row says the same.</param>
/// <param name="Customer">Described at the time of reading.</param>
public sealed record FileCustomer(int Line, string Fingerprint, SourceCustomer Customer);

/// <summary>One event of a file.</summary>
/// <param name="Line">On which the row begins, from 1.</param>
public sealed record FileEvent(int Line, SourceCustomer Customer, SourceEvent Event);
