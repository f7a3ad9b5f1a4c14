namespace CityOps.Ingestion.Mqtt.Access;

/// <summary>
/// The verb <c>broker-access</c>: makes the password and access files of mosquitto, and adds devices and gateways to them. A
/// password is printed once, when it is made; the files keep only its hash.
/// </summary>
public static class BrokerAccess
{
    /// <summary>Readable by the group, so that mosquitto can be another user: give the folder its group, and the setgid bit.</summary>
    const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;

    /// <param name="args">Without the verb.</param>
    /// <param name="output">New passwords, and what to do next.</param>
    /// <returns>The exit code: 0, or 1 when nothing was changed, with the reason on <paramref name="error"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        try
        {
            Change(AccessArguments.Read(args), output);
            return 0;
        }
        catch (ArgumentException e)
        {
            error.WriteLine($"{e.Message} Usage: {AccessArguments.Usage}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
        }

        return 1;
    }

    static void Change(AccessArguments asked, TextWriter output)
    {
        Directory.CreateDirectory(asked.Folder);
        var (passwordPath, listPath) = (Path.Combine(asked.Folder, "passwd"), Path.Combine(asked.Folder, "acl"));
        var passwords = new PasswordFile(File.Exists(passwordPath) ? File.ReadAllText(passwordPath) : "");
        var list = ReadList(listPath);
        foreach (var gateway in asked.Gateways.Where(name => !list.HasGateway(name)))
        {
            list.AddGateway(gateway);
        }

        foreach (var city in asked.Cities.Where(name => !list.HasCity(name)))
        {
            list.AddCity(city);
        }

        // The list first: whoever is in it without a password cannot connect, and the next run goes on from there.
        Replace(listPath, list.ToString());
        var made = SetPasswords(asked, passwords);
        if (made.Count > 0)
        {
            Replace(passwordPath, passwords.ToString());
        }

        Say(asked, made, output);
    }

    static AccessList ReadList(string path) => !File.Exists(path)
        ? AccessList.New()
        : AccessList.Read(File.ReadAllText(path)) ?? throw new IOException($"{path} was not made by broker-access; move it away first.");

    /// <summary>New passwords by name: of whoever has none, and with --renew of those named, or of CityOps itself if none is.</summary>
    static Dictionary<string, string> SetPasswords(AccessArguments asked, PasswordFile passwords)
    {
        var named = asked.Devices.Concat(asked.Gateways).Distinct().ToList();
        var renewed = asked.Renew ? named.Count > 0 ? named : [OwnRole.User] : [];
        var made = new Dictionary<string, string>();
        foreach (var name in named.Prepend(OwnRole.User).Where(name => renewed.Contains(name) || !passwords.Has(name)))
        {
            made[name] = MosquittoPassword.New();
            passwords.Set(name, MosquittoPassword.Hash(made[name]));
        }

        return made;
    }

    static void Say(AccessArguments asked, Dictionary<string, string> made, TextWriter output)
    {
        foreach (var (name, password) in made)
        {
            output.WriteLine($"{name} {password}");
        }

        foreach (var name in asked.Devices.Concat(asked.Gateways).Distinct().Where(name => !made.ContainsKey(name)))
        {
            output.WriteLine($"{name} has a password already; --renew gives it a new one.");
        }

        output.WriteLine();
        output.WriteLine(made.Count > 0 ? "These passwords are not shown again." : "No password was made.");
        if (made.TryGetValue(OwnRole.User, out var own))
        {
            output.WriteLine($"Settings of CityOps: Broker:Mode=External Broker:Username={OwnRole.User} Broker:Password={own}");
        }

        output.WriteLine($"mosquitto reads {Path.Combine(asked.Folder, "passwd")} and acl beside it at its start and at SIGHUP.");
    }

    /// <summary>Whole or not at all: mosquitto may read at any moment.</summary>
    static void Replace(string path, string text)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Mode;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
