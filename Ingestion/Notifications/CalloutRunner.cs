using CityOps.Core.Notifications;
using CityOps.Core.Readings;
using CityOps.Ingestion.Configuration;
using CityOps.Ingestion.Notifications.Channels;
using CityOps.Storage.City;

namespace CityOps.Ingestion.Notifications;

/// <summary>Has callouts look at what is new and due, by the plan as it stands. Safe for concurrent use: looks take turns.</summary>
public sealed class CalloutRunner(CalloutBook callouts, NotificationPlans plans, ChannelList channels, CitySettings settings, TimeProvider clock) : IDisposable
{
    readonly SemaphoreSlim _turn = new(1, 1);
    readonly HashSet<string> _channels = [.. channels.All.Select(channel => channel.Name)];
    Known _known = new(-1, NotificationPlan.Empty);
    long _lookedAt = long.MaxValue;
    bool _all;

    /// <summary>Messages were added that wait to be sent. Handlers must be quick and must not throw.</summary>
    public event Action? Added;

    /// <summary>The plan as it stood at the last look.</summary>
    public NotificationPlan Plan => Volatile.Read(ref _known).Plan;

    /// <summary>Who is who in the plan as it stood at the last look.</summary>
    public Audience Audience => new(Plan, _channels, settings.TimeZone);

    /// <summary>Returns how many messages were added.</summary>
    public async Task<int> LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // At a start, with another plan, and where our clock was set back.
            _all |= await RefreshAsync(cancellationToken).ConfigureAwait(false) || clock.UnixMs() < _lookedAt;
            var (added, more) = (0, true);
            while (more)
            {
                var look = await callouts.LookAsync(Plan, Audience, settings.TimeZone, clock.UnixMs(), _all, cancellationToken).ConfigureAwait(false);
                (added, more, _all) = (added + look.Added, look.HasMore, false);
            }

            _lookedAt = clock.UnixMs();

            if (added > 0)
            {
                Tell();
            }

            return added;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Somebody else has added messages.</summary>
    public void Tell() => Added?.Invoke();

    public void Dispose() => _turn.Dispose();

    async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        if (await plans.VersionAsync(cancellationToken).ConfigureAwait(false) == _known.Version)
        {
            return false;
        }

        var (plan, version) = await plans.CurrentAsync(cancellationToken).ConfigureAwait(false);
        Volatile.Write(ref _known, new Known(version, plan));
        return true;
    }

    sealed record Known(int Version, NotificationPlan Plan);
}
