using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.Tests.Contract.Durable;

/// <summary>Keeps what was logged.</summary>
internal sealed class LogLines : ILoggerFactory
{
    private readonly ConcurrentQueue<(string Category, EventId Id, string Text)> lines = new();

    public IReadOnlyList<string> In(string category) => [.. lines.Where(l => l.Category == category).Select(l => l.Text)];

    public int Count(string category, int eventId) => lines.Count(l => l.Category == category && l.Id.Id == eventId);

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, lines);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ConcurrentQueue<(string, EventId, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, eventId, formatter(state, exception)));
    }
}
