using System.Globalization;
using CityOps.Dashboard.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace CityOps.Tests.Dashboard.Ui;

/// <summary>Runs a test as a page of the given culture; the texts are the real ones.</summary>
sealed class PageCulture : IDisposable
{
    readonly CultureInfo _before = CultureInfo.CurrentCulture;
    readonly CultureInfo _beforeUi = CultureInfo.CurrentUICulture;

    public PageCulture(string name) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);

    public static IStringLocalizer<Texts> Texts { get; } =
        new ServiceCollection().AddLogging().AddLocalization().BuildServiceProvider().GetRequiredService<IStringLocalizer<Texts>>();

    public void Dispose() => (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (_before, _beforeUi);
}
