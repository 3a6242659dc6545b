namespace FollowUpFlows.Bench;

/// <summary>Requests of a time: those of tables, and those of queues but for looks into them, of which an idle process makes some as well.</summary>
internal readonly record struct RequestCount(int Tables, int Queues);

/// <summary>Counts the lines of the emulator's access log.</summary>
internal sealed class RequestLog
{
    private int tables;
    private int queues;

    public RequestCount Count() => new(Volatile.Read(ref tables), Volatile.Read(ref queues));

    /// <param name="line"><c>127.0.0.1 - - [22/Nov/2026:07:12:29 +0000] "POST /account1/queue/messages?… HTTP/1.1" 201 -</c></param>
    public void Take(string line)
    {
        if (line.Split('"') is not [_, var request, ..] || request.Split(' ') is not [var method, var path, ..])
        {
            return;
        }

        if (!path.Contains("/messages", StringComparison.Ordinal))
        {
            Interlocked.Increment(ref tables);
        }
        else if (method != "GET")
        {
            Interlocked.Increment(ref queues);
        }
    }
}
