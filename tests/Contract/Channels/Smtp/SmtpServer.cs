using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace FollowUpFlows.Tests.Contract.Channels.Smtp;

/// <summary>A mail server on this machine that refuses, breaks off or falls silent where a test wants it. Points of a conversation are its
/// commands, <c>CONNECT</c> before the first, <c>TEXT</c> within the message and <c>END</c> after it.</summary>
internal sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<string> commands = new();
    private readonly ConcurrentQueue<string> mails = new();
    private readonly Task accepting;

    public SmtpServer(X509Certificate2? certificate = null)
    {
        Certificate = certificate;
        listener.Start();
        accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Null: no STARTTLS is offered.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Answers in place of the usual ones.</summary>
    public Dictionary<string, string> Replies { get; } = [];

    /// <summary>Where the connection is closed instead of an answer.</summary>
    public string? BreaksAt { get; set; }

    /// <summary>Where no answer comes.</summary>
    public string? SilentAt { get; set; }

    /// <summary>What was said to it, but the messages.</summary>
    public IReadOnlyList<string> Commands => [.. commands];

    /// <summary>Messages that it has taken, as they came.</summary>
    public IReadOnlyList<string> Mails => [.. mails];

    /// <summary>For this machine's name, trusted by nobody.</summary>
    public static X509Certificate2 NewCertificate()
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=localhost", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> talks = [];
        try
        {
            while (true)
            {
                talks.Add(TalkAsync(await listener.AcceptTcpClientAsync(stop.Token)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(talks);
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        using TcpClient closing = client;
        try
        {
            await TalkAsync(client.GetStream());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The other side has gone, or the test is over.
        }
    }

    private async Task TalkAsync(Stream stream)
    {
        if (!await SayAsync(stream, "CONNECT", "220 localhost"))
        {
            return;
        }

        while (await LineAsync(stream) is { } line)
        {
            commands.Enqueue(line);
            string command = line.Split(' ', ':')[0].ToUpperInvariant();
            if (!await SayAsync(stream, command, UsualAnswer(command, stream is SslStream)) || command == "QUIT")
            {
                return;
            }

            if (command == "STARTTLS" && !Replies.ContainsKey(command))
            {
                SslStream encrypted = new(stream);
                await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = Certificate }, stop.Token);
                stream = encrypted;
            }

            if (command == "DATA" && !Replies.ContainsKey(command) && !await TakeAsync(stream))
            {
                return;
            }
        }
    }

    private string UsualAnswer(string command, bool isEncrypted) => command switch
    {
        "EHLO" => $"250-localhost\r\n{(Certificate is not null && !isEncrypted ? "250-STARTTLS\r\n" : "")}250 AUTH LOGIN",
        "STARTTLS" => "220 go",
        "AUTH" => "334 UGFzc3dvcmQ6",  // the user comes with the command, the password after this
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ when command.Length > 0 && !command.StartsWith("MAIL", StringComparison.Ordinal) && !command.StartsWith("RCPT", StringComparison.Ordinal) => "235 signed in",
        _ => "250 fine",
    };

    private async Task<bool> TakeAsync(Stream stream)
    {
        StringBuilder text = new();
        while (await LineAsync(stream) is { } line)
        {
            if (line == ".")
            {
                // Before the answer: who has it may look at once.
                if (BreaksAt != "END" && SilentAt != "END" && !Replies.ContainsKey("END"))
                {
                    mails.Enqueue(text.ToString());
                }

                return await SayAsync(stream, "END", "250 taken");
            }

            if (BreaksAt == "TEXT" && text.Length > 100)
            {
                return false;
            }

            text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        }

        return false;
    }

    /// <returns>False when the connection is to be closed.</returns>
    private async Task<bool> SayAsync(Stream stream, string point, string usual)
    {
        if (SilentAt == point)
        {
            await Task.Delay(Timeout.Infinite, stop.Token);
        }

        if (BreaksAt == point)
        {
            return false;
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(Replies.GetValueOrDefault(point, usual) + "\r\n"), stop.Token);
        return true;
    }

    private async Task<string?> LineAsync(Stream stream)
    {
        List<byte> line = [];
        byte[] one = new byte[1];
        while (await stream.ReadAsync(one, stop.Token) > 0)
        {
            if (one[0] == '\n')
            {
                return Encoding.ASCII.GetString([.. line]).TrimEnd('\r');
            }

            line.Add(one[0]);
        }

        return null;
    }
}
