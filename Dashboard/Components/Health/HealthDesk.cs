using CityOps.Dashboard.Components.Pages;
using CityOps.Dashboard.Worker;
using CityOps.Ingestion.Http;

namespace CityOps.Dashboard.Components.Health;

/// <summary>
/// What one viewer of the health page has before them. While ingestion does not answer the last that was known stays. For one circuit, not for
/// concurrent use.
/// </summary>
sealed class HealthDesk(HealthWatch watch, IAccounts accounts, ILogger<HealthDesk> logger)
{
    const int RowsAPage = 20;

    WatchQuery? _devicesFor;
    (string? From, string? Before, long Refused)? _quarantineFor;
    long? _lettersFor;

    /// <summary>Null before the first look.</summary>
    public HealthPicture? Picture { get; private set; }

    /// <summary>Null while it is not known.</summary>
    public WorstDevicesAnswer? Devices { get; private set; }

    /// <summary>Of the device that is open; null while none is, or it is not known.</summary>
    public DeviceLedgerAnswer? Account { get; private set; }

    public ListAnswer<QuarantineItem>? Quarantine { get; private set; }

    public ListAnswer<DeadLetterItem>? DeadLetters { get; private set; }

    /// <summary>The last look did not come to its end: what is shown is older.</summary>
    public bool HasFailed { get; private set; }

    public async Task LookAsync(HealthQuery query, CancellationToken cancellationToken)
    {
        try
        {
            Picture = await watch.LookAsync(cancellationToken);
            await LookAtDevicesAsync(query, cancellationToken);
            await LookAtRefusedAsync(query, cancellationToken);
            HasFailed = false;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody looks any more.
        }
        catch (Exception e)
        {
            if (!HasFailed)
            {
                logger.LogWarning(e, "The health page could not look; it goes on trying");
            }

            HasFailed = true;
        }
    }

    /// <summary>What is refused has changed without a count of the ledger: the next look reads it anew.</summary>
    public void ForgetRefused() => _quarantineFor = null;

    async Task LookAtDevicesAsync(HealthQuery query, CancellationToken cancellationToken)
    {
        var isSame = query.Watch == _devicesFor;
        // Whoever does not answer is not asked three times: each may take its seconds.
        var isAway = Picture is { IsAway: true };
        Devices = (isAway ? null : await accounts.WorstAsync(query.Watch, cancellationToken)) ?? (isSame ? Devices : null);
        _devicesFor = query.Watch;
        Account = query.Device is not { } device ? null
            : (isAway ? null : await accounts.DeviceAsync(device, cancellationToken)) ?? (Account?.Device == device ? Account : null);
    }

    // Read from files, so only where the ledger says that there is something new.
    async Task LookAtRefusedAsync(HealthQuery query, CancellationToken cancellationToken)
    {
        if (Picture is not { IsAway: false, Ledger.Total: { } total })
        {
            return;
        }

        var wanted = (query.From, query.Before, total.Rejected.Total + total.Readings.Refused.Values.Sum());
        if (wanted != _quarantineFor)
        {
            Quarantine = await accounts.QuarantineAsync(query.From, query.Before, RowsAPage, cancellationToken);
            _quarantineFor = Quarantine is null ? null : wanted;
        }

        if (total.Refused != _lettersFor)
        {
            DeadLetters = await accounts.DeadLettersAsync(RowsAPage, cancellationToken);
            _lettersFor = DeadLetters is null ? null : total.Refused;
        }
    }
}
