package cn.openclaw.cli;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a class's constants that are big numbers only where somebody uses them. {@code BigDecimal} builds tables of powers when it is
 * first touched, which takes 8 ms, a tenth of a short command; Jackson's base class of all values keeps twelve limits as big
 * numbers, which only values with big numbers look at. After this, {@code LIMIT} reads {@code BigDecimal.valueOf(…)} there.
 */
final class LazyNumbers {
    private final Map<String, Made> constants = new HashMap<>();
    private final String folder;

    /** @param type {@code BigDecimal} or {@code BigInteger}, whose {@code valueOf} makes the constant of {@code value} */
    private record Made(ClassDesc type, long value) {}

    /** @param base the class that keeps the constants; only its own package uses them */
    LazyNumbers(byte[] base) {
        Deque<CodeElement> before = new ArrayDeque<>();
        ClassModel model = ClassFile.of().parse(base);
        String name = model.thisClass().asInternalName();
        this.folder = name.substring(0, name.lastIndexOf('/') + 1);
        model.methods().stream()
                .filter(method -> method.methodName().equalsString("<clinit>"))
                .flatMap(method -> method.code().stream().flatMap(code -> code.elementStream()))
                .forEach(element -> {
                    if (element instanceof FieldInstruction put && put.opcode() == Opcode.PUTSTATIC) {
                        note(put, before);
                    }
                    before.addLast(element);
                });
    }

    private void note(FieldInstruction put, Deque<CodeElement> before) {
        CodeElement call = before.pollLast();
        CodeElement constant = before.pollLast();
        boolean made = call instanceof InvokeInstruction invoke
                && invoke.name().equalsString("valueOf")
                && invoke.owner().asSymbol().equals(put.typeSymbol())
                && invoke.owner().asInternalName().startsWith("java/math/");
        if (made && constant instanceof ConstantInstruction load && load.constantValue() instanceof Long value) {
            constants.put(put.name().stringValue(), new Made(put.typeSymbol(), value));
        }
    }

    /** The same class with the constants made where they were read, and no longer kept; itself where it knows none of them. */
    byte[] made(byte[] type) {
        ClassFile format = ClassFile.of();
        ClassModel model = format.parse(type);
        for (var entry : model.constantPool()) {
            if (entry instanceof FieldRefEntry field && known(field) != null) {
                return format.transformClass(model, ClassTransform.transformingMethodBodies(instructions()));
            }
        }
        return type;
    }

    private CodeTransform instructions() {
        return CodeTransform.ofStateful(Rewriting::new);
    }

    /** One method's instructions. What may turn out to make a constant is held back until the next one tells. */
    private final class Rewriting implements CodeTransform {
        private final Deque<CodeElement> held = new ArrayDeque<>();

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            Made made = element instanceof FieldInstruction field ? known(field.field()) : null;
            if (made == null) {
                hold(code, element);
            } else if (element instanceof FieldInstruction field && field.opcode() == Opcode.PUTSTATIC) {
                held.clear();
            } else {
                atEnd(code);
                code.loadConstant(made.value())
                        .invokestatic(made.type(), "valueOf", MethodTypeDesc.of(made.type(), ConstantDescs.CD_long));
            }
        }

        private void hold(CodeBuilder code, CodeElement element) {
            boolean second = element instanceof InvokeInstruction && held.size() == 1;
            if (!second) {
                atEnd(code);
            }
            if (second || element instanceof ConstantInstruction) {
                held.addLast(element);
            } else {
                code.with(element);
            }
        }

        @Override
        public void atEnd(CodeBuilder code) {
            held.forEach(code::with);
            held.clear();
        }
    }

    private @Nullable Made known(FieldRefEntry field) {
        Made made = constants.get(field.name().stringValue());
        boolean same = made != null
                && made.type().equals(field.typeSymbol())
                && field.owner().asInternalName().startsWith(folder);
        return same ? made : null;
    }
}
