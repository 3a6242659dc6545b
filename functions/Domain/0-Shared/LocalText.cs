namespace FollowUpFlows.Domain.Shared;

/// <summary>A name as people read it.</summary>
/// <param name="Ja">Japanese, the first language.</param>
/// <param name="En">English; the Japanese where none is given.</param>
public sealed record LocalText(string Ja, string En);
