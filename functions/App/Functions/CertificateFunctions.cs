using FollowUpFlows.App.Time;
using FollowUpFlows.Pipeline.Sending.Certificates;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FollowUpFlows.App.Functions;

/// <summary>The certificate of every day, soon after it is over.</summary>
public sealed class CertificateFunctions(IssueDueCertificates issue, RealPace pace, ILogger<CertificateFunctions> logger)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Asks often whether one is missing: the timer knows neither the shop's zone nor what was missed while nothing ran.</summary>
    [Function(nameof(CertifyDays))]
    public async Task CertifyDays([TimerTrigger("0 */10 * * * *")] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (!pace.IsDue(nameof(CertifyDays), LookEvery))
        {
            return;
        }

        await foreach (Issuance issuance in issue.RunAsync(cancellationToken))
        {
            Say(issuance);
        }
    }

    private void Say(Issuance issuance)
    {
        switch (issuance)
        {
            case Issuance.Issued { Link.Certificate: { Holds: true } certificate }:
                logger.DayCertified(certificate.Day, certificate.Number, certificate.Due, certificate.Settled, certificate.Deferred, certificate.Held);
                break;
            case Issuance.Issued { Link.Certificate: var certificate }:
                logger.CertificateDoesNotHold(certificate.Day, certificate.Open, certificate.Discrepancies);
                break;
            case Issuance.Contradicted contradicted:
                foreach (string fault in contradicted.Faults)
                {
                    logger.CertificateContradicted(contradicted.Account.Day, fault);
                }

                break;
            default:
                break;  // as it was
        }
    }
}
