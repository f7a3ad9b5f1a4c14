using CityOps.Core.Readings;
using CityOps.Dashboard.Access;
using CityOps.Dashboard.Components.Health;
using CityOps.Dashboard.Localization;
using CityOps.Storage.City;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityOps.Dashboard.Components.Pages;

/// <summary>Keys for programs and scripts: made, shown once, and revoked here.</summary>
public sealed partial class Keys : IDisposable
{
    /// <summary>In days; zero = without an end.</summary>
    static readonly int[] Lives = [30, 90, 365, 0];

    readonly CancellationTokenSource _gone = new();
    IReadOnlyList<ApiKey> _keys = [];
    bool _isRefused;
    bool _isBusy;
    string _name = "";
    PersonRole _role = PersonRole.Viewer;
    int _days = 365;
    string? _text;
    IReadOnlyList<string> _errors = [];

    [Inject]
    IStringLocalizer<Texts> T { get; set; } = null!;

    [Inject]
    KeyDesk Desk { get; set; } = null!;

    [Inject]
    CityClock Clock { get; set; } = null!;

    [Inject]
    TimeProvider Time { get; set; } = null!;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync() => DoAsync(() => Task.CompletedTask);

    Task CreateAsync() => DoAsync(async () =>
    {
        long? end = _days == 0 ? null : Time.UnixMs() + (_days * 86_400_000L);
        (_, _text) = await Desk.CreateAsync(_name.Trim(), _role, end, _gone.Token);
        _name = "";
    });

    Task RevokeAsync(ApiKey key) => DoAsync(() => Desk.RevokeAsync(key.Id, _gone.Token));

    async Task DoAsync(Func<Task> act)
    {
        (_isBusy, _text, _errors) = (true, null, []);
        try
        {
            await act();
            _keys = await Desk.ListAsync(_gone.Token);
        }
        catch (UnauthorizedAccessException)
        {
            _isRefused = true;
        }
        catch (ArgumentException)
        {
            _errors = ["InvalidUserName"];
        }
        finally
        {
            _isBusy = false;
        }
    }

    string StateOf(ApiKey key) =>
        key.RevokedAt is { } revoked ? T["Key_Revoked", Clock.Moment(revoked)] :
        key.HoldsAt(Time.UnixMs()) ? key.ExpiresAt is { } end ? T["Key_Until", Clock.Moment(end)] : T["Key_Never"] : T["Key_Expired"];
}
