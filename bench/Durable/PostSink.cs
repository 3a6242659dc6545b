using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FollowUpFlows.Bench.Durable;

/// <summary>Stands for a provider, in a process of its own so that only the product's work is counted: takes POSTs on loopback, answers
/// 202, and when its input ends says how many there were and of how many different paths.</summary>
internal static class PostSink
{
    private static readonly byte[] Answer = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"u8.ToArray();

    public static int Serve()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start(512);
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        Dictionary<string, int> posts = new(StringComparer.Ordinal);
        _ = AcceptAsync(listener, posts);
        Console.In.ReadToEnd();
        lock (posts)
        {
            Console.WriteLine($"{posts.Values.Sum()} {posts.Count}");
        }

        return 0;
    }

    private static async Task AcceptAsync(TcpListener listener, Dictionary<string, int> posts)
    {
        while (true)
        {
            Socket socket = await listener.AcceptSocketAsync();
            socket.NoDelay = true;
            _ = TalkAsync(socket, posts);
        }
    }

    /// <summary>A request comes whole, and the next one only after the answer; so its end is where the socket has no more to say.</summary>
    private static async Task TalkAsync(Socket socket, Dictionary<string, int> posts)
    {
        using Socket owned = socket;
        byte[] buffer = new byte[4096];
        int count = 0;
        while (await socket.ReceiveAsync(buffer.AsMemory(count)) is > 0 and int more)
        {
            count += more;
            if (PathOf(buffer.AsSpan(0, count)) is { } path)
            {
                lock (posts)
                {
                    posts[path] = posts.GetValueOrDefault(path) + 1;
                }

                await socket.SendAsync(Answer);
                count = 0;
            }
        }
    }

    /// <summary>Null: the request is not whole yet. Its body is one line.</summary>
    private static string? PathOf(ReadOnlySpan<byte> request)
    {
        int head = request.IndexOf("\r\n\r\n"u8);
        return head > 0 && request.Length > head + 4 && request[^1] == '\n'
            ? Encoding.ASCII.GetString(request[5..request.IndexOf(" HTTP/1.1"u8)])
            : null;
    }
}
