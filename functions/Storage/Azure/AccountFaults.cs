using Azure;
using Azure.Identity;
using FollowUpFlows.Pipeline.State;

namespace FollowUpFlows.Storage.Azure;

/// <summary>What an account's fault means for the ports, and what an operator can do about it.</summary>
internal static class AccountFaults
{
    private const int Forbidden = 403;

    /// <param name="service">Table or Queue.</param>
    /// <returns>Null for what is no fault of the account, such as a call that was cancelled.</returns>
    public static StorageException? Of(Exception fault, string service, CancellationToken cancellationToken) => fault switch
    {
        AggregateException faults => Of(faults.InnerExceptions[^1], service, cancellationToken), // of all tries of the pipeline
        RequestFailedException refusal when refusal.Status == Forbidden => Refused(refusal, service),
        RequestFailedException refusal => StoreFaults.From(refusal, service),
        AuthenticationFailedException identity => NoIdentity(identity),
        OperationCanceledException when !cancellationToken.IsCancellationRequested =>
            new StorageException($"The {service.ToLowerInvariant()} service did not answer in time.", isTemporary: true, innerException: fault),
        _ => null,
    };

    private static StorageException Refused(RequestFailedException fault, string service)
    {
        string remedy = fault.ErrorCode switch
        {
            "AuthorizationPermissionMismatch" or "InsufficientAccountPermissions" =>
                $"give the identity the role 'Storage {service} Data Contributor' on the account (Storage:AccountName); that takes a few minutes to count",
            "KeyBasedAuthenticationNotPermitted" =>
                "the account takes no keys: set Storage:AccountName in place of Storage:ConnectionString, and give the identity the role "
                + $"'Storage {service} Data Contributor'",
            _ => "check the key in Storage:ConnectionString, or with Storage:AccountName the account's firewall and the role "
                + $"'Storage {service} Data Contributor'",
        };
        return new StorageException(
            $"The {service.ToLowerInvariant()} service refuses us ({fault.Status} {fault.ErrorCode}): {remedy}.", isTemporary: false, innerException: fault);
    }

    private static StorageException NoIdentity(AuthenticationFailedException fault) => new(
        "There is no identity that opens the account of Storage:AccountName: on Azure assign a managed identity (Storage:ClientId names a user-assigned "
        + "one), elsewhere sign in with 'az login', or set Storage:ConnectionString.",
        isTemporary: false,
        innerException: fault);
}
