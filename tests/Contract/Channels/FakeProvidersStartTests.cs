using System.Net.Sockets;
using FollowUpFlows.Cli.Fakes.SendGrid;
using FollowUpFlows.Cli.Fakes.Serving;
using Xunit;

namespace FollowUpFlows.Tests.Contract.Channels;

/// <summary>The fakes of the providers start together.</summary>
public sealed class FakeProvidersStartTests
{
    [Fact]
    public async Task SendGrid_EndsWhenLineCannotStart()
    {
        Uri address = new("http://127.0.0.1:1/");
        await Assert.ThrowsAsync<IOException>(() => FakeProviders.StartAsync(
            async token =>
            {
                SendGridFake sendGrid = await SendGridFake.StartAsync(TimeProvider.System, 0, token);
                address = sendGrid.Address;
                return sendGrid;
            },
            async token =>
            {
                using TcpClient before = new();
                await before.ConnectAsync(address.Host, address.Port, token);  // it listened
                throw new IOException("no port is free");
            },
            default));
        using TcpClient client = new();
        await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(address.Host, address.Port));
    }
}
