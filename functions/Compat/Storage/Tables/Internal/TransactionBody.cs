using System.Buffers;
using System.Globalization;
using System.Text;
using Azure.Data.Tables;

namespace FollowUpFlows.Compat.Storage.Tables;

/// <summary>Changes of one partition as one request: one change set in one batch.</summary>
internal sealed class TransactionBody
{
    private const int ChangesMax = 100;
    private const int BytesMax = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> bytes = new();
    private readonly string batch = $"batch_{Guid.NewGuid()}";
    private readonly string changeSet = $"changeset_{Guid.NewGuid()}";

    /// <param name="account">Its table endpoint, without a slash at the end.</param>
    /// <exception cref="Azure.RequestFailedException">The service would refuse it; the emulator does not always.</exception>
    public TransactionBody(Uri account, string table, IReadOnlyList<TableTransactionAction> actions)
    {
        if (actions.Count > ChangesMax)
        {
            throw ServiceFault.Of(400, "InvalidInput", $"A transaction has at most {ChangesMax} changes, this one {actions.Count}.");
        }

        if (actions.Any(a => a.Entity.PartitionKey != actions[0].Entity.PartitionKey))
        {
            throw ServiceFault.Of(400, "CommandsInBatchActOnDifferentPartitions", "All rows of a transaction lie in one partition.");
        }

        Line($"--{batch}");
        Line($"Content-Type: multipart/mixed; boundary={changeSet}");
        Line("");
        foreach (TableTransactionAction action in actions)
        {
            Write(account, EntityOperation.Of(action.ActionType, table, action.Entity, action.ETag));
        }

        Line($"--{changeSet}--");
        Line($"--{batch}--");
        if (bytes.WrittenCount > BytesMax)
        {
            throw ServiceFault.Of(413, "RequestBodyTooLarge", $"A transaction has at most {BytesMax} bytes, this one {bytes.WrittenCount}.");
        }
    }

    public string ContentType => $"multipart/mixed; boundary={batch}";

    public ReadOnlyMemory<byte> Bytes => bytes.WrittenMemory;

    private void Write(Uri account, EntityOperation operation)
    {
        Line($"--{changeSet}");
        Line("Content-Type: application/http");
        Line("Content-Transfer-Encoding: binary");
        Line("");
        Line($"{operation.Method} {account.AbsoluteUri.TrimEnd('/')}/{operation.Path} HTTP/1.1");
        Line("Accept: application/json;odata=minimalmetadata");
        Line("DataServiceVersion: 3.0");
        Line("Prefer: return-no-content");
        if (operation.IfMatch is { } condition)
        {
            Line($"If-Match: {condition}");
        }

        if (!operation.Body.IsEmpty)
        {
            Line("Content-Type: application/json");
            Line(string.Create(CultureInfo.InvariantCulture, $"Content-Length: {operation.Body.Length}"));
        }

        Line("");
        bytes.Write(operation.Body.Span);
        Line("");
    }

    private void Line(string text) => bytes.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}
