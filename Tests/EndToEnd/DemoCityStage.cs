using CityOps.Tests.Support;

namespace CityOps.Tests.EndToEnd;

/// <summary>The demo as somebody starts it who has just cloned the repository, and a browser. Started by the first test that asks.</summary>
public sealed class DemoCityStage : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    Chromium? _browser;

    internal CityProcess? City { get; private set; }

    internal async Task<OperatorPage> PageAsync(bool isDark = false)
    {
        _browser ??= await Chromium.StartAsync(Servers.Chromium);
        City ??= await CityProcess.StartAsync(_folder.Path, "Development", "--Demo:Enabled=true");
        return await _browser.OpenAsync(City.BaseAddress, isDark);
    }

    public async ValueTask DisposeAsync()
    {
        await (_browser?.DisposeAsync() ?? default);
        await (City?.DisposeAsync() ?? default);
        _folder.Dispose();
    }
}
