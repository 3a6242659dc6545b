using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Tests.Fast.Support;

/// <summary>Keeps what is logged, as it would be read.</summary>
internal sealed class RememberedLog<T> : ILogger<T>
{
    public List<string> Entries { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Entries.Add(formatter(state, exception));
}
