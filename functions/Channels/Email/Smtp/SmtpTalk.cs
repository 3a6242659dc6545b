using System.Net.Security;
using System.Text;

namespace FollowUpFlows.Channels.Email.Smtp;

/// <summary>The beginning of a conversation with a mail server, line by line (RFC 5321).</summary>
internal sealed class SmtpTalk(Stream stream) : IAsyncDisposable
{
    private const int LineLengthMax = 2048;
    private const int LinesMax = 100;

    private Stream stream = stream;

    public ValueTask DisposeAsync() => stream.DisposeAsync();

    /// <summary>What the server says by itself.</summary>
    public Task<SmtpReply> HearAsync(CancellationToken cancellationToken) => ReadAsync(cancellationToken);

    /// <summary>What it answers.</summary>
    public async Task<SmtpReply> SayAsync(string line, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        return await ReadAsync(cancellationToken);
    }

    /// <summary>From here on encrypted.</summary>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The certificate is not trusted, or both know no common cipher.</exception>
    public async Task EncryptAsync(string host, RemoteCertificateValidationCallback? trust, CancellationToken cancellationToken)
    {
        SslStream encrypted = new(stream);
        stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = host, RemoteCertificateValidationCallback = trust }, cancellationToken);
    }

    /// <exception cref="IOException">The server ended the conversation, or speaks no SMTP.</exception>
    private async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        List<string> texts = [];
        while (texts.Count < LinesMax)
        {
            string line = await LineAsync(cancellationToken);
            if (line.Length < 3 || !int.TryParse(line[..3], out int code))
            {
                throw new IOException("The server speaks no SMTP.");
            }

            texts.Add(line.Length > 4 ? line[4..] : "");
            if (line.Length == 3 || line[3] != '-')
            {
                return new SmtpReply(code, texts);
            }
        }

        throw new IOException("The server does not come to an end.");
    }

    private async Task<string> LineAsync(CancellationToken cancellationToken)
    {
        StringBuilder line = new();
        byte[] one = new byte[1];
        while (line.Length < LineLengthMax)
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0)
            {
                throw new IOException("The server ended the conversation.");
            }

            if (one[0] == '\n')
            {
                return line.ToString().TrimEnd('\r');
            }

            line.Append((char)one[0]);
        }

        throw new IOException("The server speaks no SMTP.");
    }
}

/// <summary>An answer.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Texts">One for each line.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Texts)
{
    /// <summary>Whether it offers an extension.</summary>
    public bool Offers(string word) => Texts.Any(t => t.Split(' ', '=')[0].Equals(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The ways to sign in that it offers.</summary>
    public IReadOnlyList<string> Ways =>
        [.. Texts.Where(t => t.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase) || t.StartsWith("AUTH=", StringComparison.OrdinalIgnoreCase)).SelectMany(t => t[5..].Split(' ')).Select(w => w.ToUpperInvariant())];
}
