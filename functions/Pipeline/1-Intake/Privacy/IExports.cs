namespace FollowUpFlows.Pipeline.Intake;

/// <summary>Where exports are laid down for the operator, who hands them out.</summary>
public interface IExports
{
    /// <summary>Writes a file; one of that name is replaced.</summary>
    /// <param name="name">Letters, digits, hyphens and a dot.</param>
    Task WriteAsync(string name, string json, CancellationToken cancellationToken);
}
